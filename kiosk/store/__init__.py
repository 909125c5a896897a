"""Files, calendars, sheets and feeds become a campaign, and back."""
