"""Here is a file: does reading give the right Issue?"""
