"""What a campaign can be filled from: calendars, sheets, feeds, pages and prose, and how they are fetched."""
