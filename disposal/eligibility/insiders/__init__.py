"""Insiders (关联人) and their relatives: who they are in this sale, and what is missing to tell."""
