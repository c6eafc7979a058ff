"""The transfer of a child's case between areas: both are accountable until the other accepts."""
