return assay.analysis {
  name = "x"
  version = 1 }
