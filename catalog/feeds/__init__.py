"""Where sign-in events come from: files, folders that grow, and providers' interfaces; what they mean is no matter here."""
