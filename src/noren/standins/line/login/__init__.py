"""LINE Login v2.1 (https://developers.line.biz/en/reference/line-login/)."""
