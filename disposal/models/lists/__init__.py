"""Restricted lists: the list, its versions, its entries."""
