"""What objections and enquiries share: receipt numbers, private links, filing rates, files, periods, masking."""
