"""Enquiries (咨询、征询) about published notices: filed, logged, answered, shown to readers where the asker agreed."""
