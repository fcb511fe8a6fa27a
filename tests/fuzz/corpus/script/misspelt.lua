local assay = require "assay"
return assay.analisys {}
