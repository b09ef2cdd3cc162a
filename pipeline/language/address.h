/*
 * Web and mail addresses: they are in no lexicon, and have no spaces.
 */
#ifndef EMEND_LANGUAGE_ADDRESS_H
#define EMEND_LANGUAGE_ADDRESS_H

#include "base/str.h"

/* Has a word the shape of an address or of a good part of one: "http:", "www.", "://", ".org/"? */
bool address_is(struct str word);

/*
 * Are the two words, read one after the other, one address with a space where none is? They are where the first is an
 * address, or its beginning, and either goes on with a mark that stands inside of addresses only: "http:" and
 * "//kahvi.org)", "(http://www." and "kikapu.com)". What may be the next sentence is not ("www.example.org." "See").
 * Nor do the brackets about an address stand apart from it: "(" and "http://kahvi.org", "(http://kahvi.org" and "),".
 */
bool address_goes_on(struct str first, struct str next);

/* Where an address begins with "http", one letter of which is another, and "://": that place, counted from 1; or 0. */
size_t address_misread_scheme(struct str word);

#endif
