"""The staff pages of enquiries (咨询): register with logging, one enquiry. It may import pages/desk and lower rooms."""
