"""Who is told of what, and when; and does it arrive?"""
