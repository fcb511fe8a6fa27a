#ifndef ASSAY_BASE_NUMBER_H
#define ASSAY_BASE_NUMBER_H
/*
** number.h - numbers as text, with '.' for the decimal point whatever the locale.
** Each function writes a NUL-terminated text and returns its length, which is always
** below NUMBER_SIZE. Not-a-number is "nan", the infinities are "inf" and "-inf".
*/
#include "assay.h"

#include <stddef.h>
#include <stdint.h>

#define NUMBER_SIZE 32
#define NUMBER_DECIMALS_MAX 9
/* From here on number_format_fixed writes the shortest form: "1e+15". */
#define NUMBER_FIXED_END 1e15

/* The shortest decimal that reads back as the same double: "0.1", "100", "1e+22", "-0".
 */
size_t number_format(double value, char out[NUMBER_SIZE]);
/* Rounded to 0..NUMBER_DECIMALS_MAX decimals (others are clamped): "2.50", "0.00".
** A value that rounds to zero has no sign. */
size_t number_format_fixed(double value, int decimals, char out[NUMBER_SIZE]);
/* An integer: "1234567". */
size_t number_format_integer(int64_t value, char out[NUMBER_SIZE]);
/* An integer for people: "1,234,567". */
size_t number_format_grouped(int64_t value, char out[NUMBER_SIZE]);
/* Puts thousands separators into what number_format_fixed or number_format_integer wrote:
** "12345.60" becomes "12,345.60". Texts with an exponent, "nan" and "inf" stay. */
size_t number_group(char text[NUMBER_SIZE]);

/* All of s as a whole number with an optional sign; false when it is none or does not fit
** 64 bits. */
bool number_parse_integer(assay_str s, int64_t *out);
/* All of s as a decimal number, "-0.5", "1e6": exact, so at most 15 significant digits
** and powers of ten from -22 to 22; false for others. */
bool number_parse(assay_str s, double *out);

#endif
