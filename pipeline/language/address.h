/*
 * Web and mail addresses: they are in no lexicon, and have no spaces.
 */
#ifndef EMEND_LANGUAGE_ADDRESS_H
#define EMEND_LANGUAGE_ADDRESS_H

#include "base/str.h"

/* Has a word the shape of an address or of a good part of one: "http:", "www.", "://", ".org/"? */
bool address_is(struct str word);

/* How two words stand that were read one after the other. */
enum address_joint {
	ADDRESS_APART,  /* not of one address */
	ADDRESS_CLOSED, /* of one, with a space where none is */
	ADDRESS_POINT,  /* of one, with a space where a point is: "http://www" and "kahvi.org" */
};

/*
 * They are of one address where the first is an address, or its beginning, and either goes on with a mark that stands
 * inside of addresses only: "http:" and "//kahvi.org)", "(http://www." and "kikapu.com)". What may be the next sentence
 * is not ("www.example.org." "See"). Nor do the brackets about an address stand apart from it: "(" and
 * "http://kahvi.org", "(http://kahvi.org" and "),". A point was lost after "www", and before "com" and its like where
 * an open address ends.
 */
enum address_joint address_joint(struct str first, struct str next);

/*
 * Are the last two of three words one part of an address: a host's name, in an address, that was parted before its
 * point, "(http://www.", "redhat" and ".com"; or a mail address's sign and its host?
 */
bool address_is_part(struct str before, struct str first, struct str next);

/*
 * The word with "http" for what is one letter off before "://", and without single quotes where no address has them:
 * between a bracket or a colon and what follows it. Gives whether that is another word; `mended` is overwritten.
 */
bool address_mend(struct str word, struct strbuf *mended);

#endif
