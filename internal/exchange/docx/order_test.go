// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docx_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/exchange/docx"
	"planraum/internal/exchange/papertest"
)

// sequences are the children of elements in the order in which the schema of
// WordprocessingML has them (ECMA-376, part 1, annex A.1: CT_PPrBase, EG_RPrBase,
// CT_TblPrBase, CT_TcPrBase, EG_SectPrContents, CT_Style, CT_Lvl, CT_Tbl, CT_Tc ...).
// Word refuses a file in which they stand otherwise.
var sequences = map[string]string{
	"pPr":         "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
	"rPr":         "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
	"tblPr":       "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
	"tcPr":        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
	"tbl":         "tblPr tblGrid tr",
	"tr":          "tblPrEx trPr tc",
	"tc":          "tcPr p",
	"sectPr":      "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
	"style":       "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
	"styles":      "docDefaults latentStyles style",
	"docDefaults": "rPrDefault pPrDefault",
	"tblStylePr":  "pPr rPr tblPr trPr tcPr",
	"lvl":         "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
	"abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
	"num":         "abstractNumId lvlOverride",
	"numbering":   "numPicBullet abstractNum num",
	"body":        "p tbl sectPr",
	"tblBorders":  "top start left bottom end right insideH insideV",
	"tcBorders":   "top start left bottom end right insideH insideV tl2br tr2bl",
	"pBdr":        "top left bottom right between bar",
	"tblCellMar":  "top start left bottom end right",
	"numPr":       "ilvl numId",
	"inline":      "extent effectExtent docPr cNvGraphicFramePr graphic",
	"pic":         "nvPicPr blipFill spPr",
	"spPr":        "xfrm custGeom prstGeom noFill solidFill",
	"settings":    "writeProtection view zoom removePersonalInformation mirrorMargins evenAndOddHeaders defaultTabStop autoHyphenation updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
}

// mixed are elements whose children may stand in any order among themselves.
var mixed = map[string][]string{"body": {"p", "tbl"}}

// TestSchemaOrder: in random texts all elements stand in the order of the schema, and
// none stands where the schema has it not.
func TestSchemaOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var out bytes.Buffer
		if err := docx.Write(&out, papertest.Random(t)); err != nil {
			t.Fatal(err)
		}
		parts, _, err := papertest.Open(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for name, content := range parts {
			if strings.HasPrefix(name, "word/") && strings.HasSuffix(name, ".xml") {
				ordered(t, name, []byte(content))
			}
		}
	})
}

// ordered checks the children of every element of a part.
func ordered(t *rapid.T, part string, content []byte) {
	type open struct {
		name  string
		at    int
		after string
	}
	var stack []open
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", part, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if n := len(stack); n > 0 && sequences[stack[n-1].name] != "" {
				parent, order := &stack[n-1], strings.Fields(sequences[stack[n-1].name])
				at := slices.Index(order, e.Name.Local)
				switch {
				case at < 0:
					t.Fatalf("%s: %s may not stand in %s", part, e.Name.Local, parent.name)
				case at < parent.at && !slices.Contains(mixed[parent.name], e.Name.Local):
					t.Fatalf("%s: %s stands in %s behind %s", part, e.Name.Local, parent.name, parent.after)
				}
				parent.at, parent.after = at, e.Name.Local
			}
			stack = append(stack, open{name: e.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}
