"""Every rule of preflight that a machine can check: the rule in words, our ids for it, and the test that plants the fault.

`planted` stands for a fault in FAULTS of test_preflight.py; elsewhere the test is named as file::function.
"""

PLANTED = "tests/export/test_preflight.py::test_a_planted_fault_is_found"
SAVED = "tests/export/test_preflight.py::test_faults_that_saving_alone_can_plant_are_found"
CODES = "tests/export/test_codes.py::test_a_fault_of_a_code_is_found_on_final_pixels"
JUDGED = "tests/compose/test_judge.py::test_a_code_is_judged_by_scanning_distance_and_module"
WORDS = "tests/campaign/test_check_words.py::"
BAD = "tests/app/test_bad_input.py::test_it_is_found_with_its_cure_and_force_exports_all_the_same"

TABLE: list[tuple[str, str, str]] = [
    # --- Press file
    ("TrimBox equals the ordered size within 0.2 mm", "pdf-trim", PLANTED),
    ("TrimBox in BleedBox in MediaBox", "pdf-boxes", PLANTED),
    ("bleed 3 mm and more on each side", "press-bleed", PLANTED),
    ("whatever touches the cut reaches the bleed's edge", "press-reach", PLANTED),
    ("no text nearer than 5 mm (4 mm from A5 down) to the cut", "press-margin", PLANTED),
    ("no logo nearer than that", "logo-margin", "tests/export/test_posting.py::test_codes_and_logos_keep_away_from_the_cut"),
    ("no code nearer than that", "qr-margin", "tests/export/test_posting.py::test_codes_and_logos_keep_away_from_the_cut"),
    ("crop marks outside the BleedBox, on every plate", "press-marks", PLANTED),
    (
        "crop marks 0.25 pt wide",
        "",
        "tests/paint/test_pdf_press.py::test_marks_are_on_every_plate_outside_the_bleed_and_a_quarter_point_wide",
    ),
    ("exactly one output intent, named, with a CMYK profile", "press-intent", PLANTED),
    ("the profile that was named is one of a press", "press-profile", BAD),
    ("XMP says PDF/X-4", "press-version", PLANTED),
    ("Info: a title", "pdf-title", PLANTED),
    ("Info: dates of making and change", "pdf-dates", PLANTED),
    ("Info: Trapped", "press-trapped", PLANTED),
    ("trailer ID", "press-id", SAVED),
    ("no Encrypt", "pdf-encrypted", SAVED),
    ("no annotations", "press-annotations", PLANTED),
    ("no actions, scripts, forms", "pdf-actions", PLANTED),
    ("no /Trans", "press-transitions", PLANTED),
    ("every typeface embedded and a subset, no stray Helvetica", "pdf-fonts", PLANTED),
    ("a typeface that may not be embedded", "face-restricted", BAD),
    ("no RGB operators, photographs converted", "press-rgb", PLANTED),
    ("colours are mixed in CMYK", "press-group", PLANTED),
    ("dark text in black alone", "press-black", PLANTED),
    ("total ink 300 % and less, as written", "press-ink", PLANTED),
    ("total ink of the brand's inks", "ink-total", "tests/export/test_press.py::test_an_ink_that_would_not_dry_is_told"),
    ("a spot ink has one value", "spot-twice", BAD),
    ("no white overprint", "press-overprint", PLANTED),
    ("placed pictures: error below 150 (100) pixels an inch", "press-picture", PLANTED),
    ("placed pictures: warning below twice that", "press-picture-soft", PLANTED),
    (
        "pictures for screens and digital files",
        "picture-soft",
        "tests/compose/test_pictured.py::test_a_soft_picture_is_shown_and_said",
    ),
    ("a picture in CMYK without a profile", "picture-inks", BAD),
    ("a picture without a profile", "picture-profile", BAD),
    ("hairlines 0.25 pt and wider", "press-hairline", PLANTED),
    ("type 6 pt and larger", "pdf-type", PLANTED),
    ("two runs are byte for byte the same", "", "tests/paint/test_pdf_press.py::test_a_second_run_gives_the_same_bytes"),
    ("a written file can be read back", "pdf-unreadable", SAVED),
    # --- QR
    ("the final raster says exactly the intended link", "qr-unreadable", CODES),
    (
        "... at 50 % and slightly blurred",
        "qr-fragile",
        "tests/export/test_codes.py::test_a_code_that_only_reads_at_full_size_is_told",
    ),
    ("quiet zone of four modules on a solid light panel", "qr-quiet", CODES),
    ("contrast 7 : 1, dark on light", "qr-contrast", CODES),
    ("module 0.4 mm and more in print", "qr-module", JUDGED),
    ("below the stock's scan distance: warning", "qr-distance", JUDGED),
    ("error correction M and better", "qr-level", CODES),
    ("a link of more than 80 characters", "long-link", JUDGED),
    (
        "the link is printed beside the code",
        "code-alone",
        "tests/export/test_posting.py::test_a_code_whose_link_is_nowhere_in_words_is_told",
    ),
    ("no link at all", "no-link", "tests/compose/test_judge.py::test_a_missing_link_takes_the_code_away_and_is_told_once"),
    # --- Accessible file
    ("XMP says PDF/UA-1", "tags-version", PLANTED),
    ("Marked, with a structure tree", "tags-marked", PLANTED),
    ("ParentTree", "tags-parents", PLANTED),
    ("every mark is tagged or an artifact", "tags-loose", PLANTED),
    ("DisplayDocTitle", "tags-display-title", PLANTED),
    ("Lang", "tags-language", PLANTED),
    ("one H1", "tags-h1", PLANTED),
    ("no skipped level", "tags-levels", PLANTED),
    ("standard roles only", "tags-roles", PLANTED),
    ("Figure with Alt", "tags-alt", PLANTED),
    ("Alt of 10 to 250 characters that says something", "tags-alt-poor", PLANTED),
    ("Figure with a box", "tags-figure-box", PLANTED),
    ("page /Tabs /S", "tags-tabs", PLANTED),
    ("links inside <Link> with OBJR and Contents", "tags-links", PLANTED),
    ("each glyph stands for real text", "tags-words", PLANTED),
    (
        "reading order is the content word for word",
        "",
        "tests/paint/test_pdf_tags.py::test_the_structure_says_the_page_word_for_word",
    ),
    ("language of parts", "", "tests/paint/test_pdf.py::test_languages_of_parts_are_marked"),
    ("veraPDF where it is installed", "verapdf", "tests/export/test_audit.py::test_verapdf_is_asked_where_it_is_installed"),
    # --- Everything people look at
    ("contrast under each run of words, in PDFs", "pdf-contrast", PLANTED),
    (
        "contrast under each run of words, in rasters",
        "contrast-low",
        "tests/export/test_contrast.py::test_findings_name_the_words_and_both_ratios",
    ),
    ("large words 3 : 1", "contrast-low", "tests/export/test_contrast.py::test_large_words_and_brands_have_floors_of_their_own"),
    (
        "templates aim at 7 : 1",
        "contrast-aim",
        "tests/compose/test_contrast.py::test_words_above_the_floor_and_under_the_aim_are_noted",
    ),
    (
        "titles by viewing distance",
        "title-distance",
        "tests/compose/test_judge.py::test_a_title_is_judged_by_the_distance_it_is_read_from",
    ),
    (
        "details by viewing distance",
        "detail-distance",
        "tests/compose/test_judge.py::test_details_on_a_screen_are_judged_by_its_diagonal_and_distance",
    ),
    (
        "no text below its floor size",
        "small-type",
        "tests/compose/test_judge.py::test_small_type_on_a_screen_and_in_print_is_an_error",
    ),
    (
        "no text clipped or overflowing",
        "does-not-fit",
        "tests/compose/test_fit.py::test_a_title_that_cannot_fit_is_an_error_and_yet_nothing_is_cut_off",
    ),
    (
        "what was dropped to fit is named",
        "dropped-to-fit",
        "tests/compose/test_fit.py::test_boxes_are_dropped_in_their_order_only_as_far_as_needed",
    ),
    ("missing glyphs", "missing-glyphs", "tests/compose/test_judge.py::test_states_and_gaps_are_findings"),
    ("missing pictures", "picture", "tests/store/test_pictures.py::test_one_bad_picture_does_not_stop_the_others"),
    ("missing alternative text", "no-alt", BAD),
    (
        "logos too small for the brand",
        "logo-small",
        "tests/compose/test_logos.py::test_a_logo_that_has_no_room_to_be_large_enough_is_told_with_both_sizes",
    ),
    ("event in the past", "past", "tests/compose/test_judge.py::test_states_and_gaps_are_findings"),
    ("weekday and date disagree", "weekday-wrong", WORDS + "test_a_weekday_that_is_not_that_day_is_found"),
    (
        "end before start",
        "end-before-start",
        "tests/campaign/test_fixes.py::test_a_finding_of_the_data_carries_the_fix_that_mends_it",
    ),
    ("no place and no joining link", "no-place", "tests/compose/test_judge.py::test_states_and_gaps_are_findings"),
    ("hashtag misspelt", "hashtag-misspelt", WORDS + "test_a_hashtag_with_a_slip_in_it_is_found"),
    ("two hashtags that differ by a letter", "hashtags-alike", WORDS + "test_two_hashtags_that_differ_by_a_letter_are_found"),
    ("an acronym never explained", "acronym", WORDS + "test_an_acronym_that_nobody_explains_is_found"),
    (
        "social image: alternative text of 1,000 characters at most",
        "alt-long",
        "tests/export/test_posting.py::test_cards_carry_their_post_and_say_when_a_network_would_cut_it",
    ),
    (
        "post of 280 weighted characters at most, a link counts 23",
        "post-long",
        "tests/export/test_posting.py::test_cards_carry_their_post_and_say_when_a_network_would_cut_it",
    ),
    (
        "no more than three flashes a second",
        "",
        "tests/player/test_transition.py::test_nothing_flashes_each_frame_is_as_bright_as_one_between_the_two_slides",
    ),
    ("each slide long enough to read", "dwell-short", "tests/export/test_posting.py::test_a_slide_that_hurries_is_told"),
    # --- Files that were written before
    ("altered", "file-altered", "tests/export/test_audit.py::test_a_lost_file_and_an_altered_one_are_told"),
    ("missing", "file-missing", "tests/export/test_audit.py::test_a_lost_file_and_an_altered_one_are_told"),
    ("out of date", "file-stale", "tests/export/test_audit.py::test_files_older_than_what_the_campaign_says_are_stale"),
    (
        "raster of the ordered size",
        "raster-size",
        "tests/export/test_audit.py::test_a_raster_of_another_size_and_a_code_of_somebody_else_are_told",
    ),
    (
        "a code of somebody else",
        "qr-other",
        "tests/export/test_audit.py::test_a_raster_of_another_size_and_a_code_of_somebody_else_are_told",
    ),
    (
        "raster's pixels an inch",
        "raster-resolution",
        "tests/export/test_audit.py::test_a_file_that_somebody_edited_is_judged_by_what_it_is_now",
    ),
    (
        "raster's colours are sRGB",
        "raster-profile",
        "tests/export/test_audit.py::test_a_file_that_somebody_edited_is_judged_by_what_it_is_now",
    ),
]
"""The rule in words, our id ("" where it holds by the way files are made, and a test proves that), and the test."""
