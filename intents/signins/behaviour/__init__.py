"""What each person usually does at sign-in, and a trained model of how unusual a sign-in is against it."""
