"""Invented packages of many debtors, and a register of offers to look at."""
