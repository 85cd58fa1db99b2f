"""Where does a word, a sentence, a date begin and end?"""
