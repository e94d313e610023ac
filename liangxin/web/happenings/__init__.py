"""What is on, for everybody: the page of an activity, and registering there in two taps."""
