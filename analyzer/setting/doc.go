// Package setting says what users can set, however they say it.
//
// In goes a [Table], one row for each setting; out come the flags of a command
// or an analyzer, and checked values from the keys of a file. So a setting is
// added by adding its row. Of every value the table remembers who has set it.
//
// The package knows no setting, and reads no file.
package setting
