# How a check says how it went; to be sourced. It ends with 0 when all was good, with 1 when something wasn't, with 3 when nothing was checked.
failed=0

complain() { # and go on
  echo "FAILED: $1" >&2
  failed=1
}

fail() {
  complain "$1"
  exit 1
}

not_checked() {
  echo "$1 Nothing was checked." >&2
  exit 3
}

end_of() { # the name of the check
  ((failed == 0)) || fail "$1"
  echo "$1: good"
}
