"""Operations on the whole register. Each opens its own transactions."""
