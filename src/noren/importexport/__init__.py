"""Files in and out: reading CSV by header name, errors by row and column, previews."""
