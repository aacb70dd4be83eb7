"""What is kept between runs: facts, recognitions, results. Never the text of a document.

Whether something kept still holds is decided here; what it is made of is made elsewhere.
"""
