"""What is kept between runs: facts, recognitions, results, answers. Never the text of a document."""
