"""The commands of what is filed at notices: objections and enquiries."""
