"""A small renderer: soft window light, surfaces of revolution, tubes, boxes and reliefs, in numpy and Pillow."""
