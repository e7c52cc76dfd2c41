"""Files from outside, opened with care: size, packing, encoding and XML are judged before anything is believed."""
