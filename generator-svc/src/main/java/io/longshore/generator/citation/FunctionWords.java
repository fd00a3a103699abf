package io.longshore.generator.citation;

import java.util.Arrays;
import java.util.Set;

/** Words that carry no claim, of the languages that Longshore speaks. */
final class FunctionWords {
  private static final Set<String> WORDS =
      Set.copyOf(
          Arrays.asList(
              ("a an the this that these those it its he she they them his her their there here and or but so as at by for from in into"
                      + " of off on onto to with than then is are was were be been being has have had do does did will would can could"
                      + " may might shall should must which who whom whose what when where why how also such only very more most"
                      + " according text texts passage passages states stated mentions mentioned says said answer yes no not"
                      + " if while after before during about between through over under up out all any both each other some"
                      + " der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei beim bis da"
                      + " dass durch er es für hat haben hatte hatten ich ihr ihre im in ist sind sein seine sich sie so über um und"
                      + " unter vom von vor war waren warum was wer wie wird wurde wurden zu zum zur mit nach laut ja nein nicht"
                      + " yang dan atau di ke dari pada untuk dengan oleh dalam ini itu adalah ialah ada para juga akan telah sudah"
                      + " dapat bisa tidak menurut teks sebuah seorang tersebut karena sebagai")
                  .split(" ")));

  private FunctionWords() {}

  static boolean contains(String lowerCase) {
    return WORDS.contains(lowerCase);
  }
}
