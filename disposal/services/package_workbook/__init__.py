"""Package workbook: the sheets and columns of a package, the template made from them, a filled one read by them."""
