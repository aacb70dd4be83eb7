"""The agency's settings: models, file, place and level values of spbe.yaml. Nothing here judges."""
