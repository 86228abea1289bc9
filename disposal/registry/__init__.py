"""The registry as a whole: its database, with what every change of a record entails."""
