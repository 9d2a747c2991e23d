"""What people see: pure builders from pictures to Block Kit."""
