package org.sockrace.report;

import java.util.List;

/**
 * A row of a trace.
 *
 * @param number what stands in the first column
 * @param thread the thread whose column the text stands in; -1 for all
 * @param indent how far the text is indented
 * @param text lines of the thread's column, before they are wrapped
 * @param changes lines of the last column
 */
record TraceRow(String number, int thread, int indent, List<String> text, List<String> changes) { }
