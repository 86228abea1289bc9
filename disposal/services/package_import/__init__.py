"""Package import: a workbook of debtors, claims, security and guarantors becomes records, all or nothing, and back."""
