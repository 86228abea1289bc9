"""The commands of package imports."""
