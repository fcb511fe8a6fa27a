/* test_data_head.c - tables and JSON among texts: texts, too, or data about them? */
#include "read/data_head.h"

#include "unit.h"

START_TEST(a_column_of_texts_makes_a_table_of_texts) {
  ck_assert(data_head_table(S("id,Text,year\n1,x,1930\n")));
  ck_assert(data_head_table(S("\xEF\xBB\xBF\"id\";\"full text\"\r\n")));
  ck_assert(data_head_table(S("sep=;\nid;body\n")));
  ck_assert(data_head_table(S("\n\nid\tspeech\n")));
  ck_assert(data_head_table(S("text")));
  ck_assert(!data_head_table(S("")));
  ck_assert(!data_head_table(S("term,hits\ntext,3\n")));
  ck_assert(!data_head_table(S("texts,context\n")));
  ck_assert(!data_head_table(S("title,summary,description\n")));
  ck_assert(!data_head_table(S("file,text\n01.txt,about it\n")));
}
END_TEST

START_TEST(a_table_without_a_name_is_told_by_two_lines) {
  ck_assert_int_eq(data_head_delimiter(S("id,text\n1,one\n")), ',');
  ck_assert_int_eq(data_head_delimiter(S("id;text;a,b\n1;one")), ';');
  ck_assert_int_eq(data_head_delimiter(S("\xEF\xBB\xBFtext\tid\r\n\r\none\t1\r\n")),
                   '\t');
  ck_assert_int_eq(data_head_delimiter(S("")), 0);
  ck_assert_int_eq(data_head_delimiter(S("text\none, two\n")), 0);
  ck_assert_int_eq(data_head_delimiter(S("id,text")), 0);
  ck_assert_int_eq(data_head_delimiter(S("id,text\nProse.\n")), 0);
  ck_assert_int_eq(data_head_delimiter(S("The text, as it was\nread, is here\n")), 0);
}
END_TEST

START_TEST(a_key_of_texts_makes_json_of_texts) {
  ck_assert(data_head_json(S("{\"n\": 1, \"text\": \"one\"}\n")));
  ck_assert(data_head_json(S("[ {\"a\" : {\"Body\"\n: \"cut in the midd")));
  ck_assert(
      data_head_json(S("{\"say\": \"\\\"doc\\\": \\\"x\\\"\", \"content\": \"c\"}")));
  ck_assert(!data_head_json(S("")));
  ck_assert(!data_head_json(S("{\"te")));
  ck_assert(!data_head_json(S("{\"text\":")));
  ck_assert(!data_head_json(S("{\"text\": 5}")));
  ck_assert(!data_head_json(S("{\"a\": \"text\"}")));
  ck_assert(!data_head_json(S("{\"doc\": \"01\", \"text\": \"a quotation of it\"}")));
}
END_TEST

UNIT_MAIN("data_head", a_column_of_texts_makes_a_table_of_texts,
          a_table_without_a_name_is_told_by_two_lines, a_key_of_texts_makes_json_of_texts)
