"""Sign-in: attempts and their delays, sessions, second factors, passkeys, new passwords. Accounts stand below it."""
