/* The built-in presets, each as the rows of its file; see presets.h. */
#ifndef LF_PRESETTEXTS_H
#define LF_PRESETTEXTS_H

enum { PRESET_TEXTS = 19 };

extern const char *const preset_texts[PRESET_TEXTS];

#endif
