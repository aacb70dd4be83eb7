"""The agency's settings: models, file, place and level values of ``spbe.yaml``, and editing the file in place.

What the settings mean for a verdict is ``verdict``'s job.
"""
