namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>What single characters of the basic plane are taken for: a start and one letter for each character from there on.</summary>
/// <remarks>
/// A dot leaves the character to case folding, and a capital stands for an expansion (<see cref="Expansion"/>). Letters with marks and
/// compatibility forms follow the decomposition mappings of the Unicode Character Database 14.0; look-alike letters (Cyrillic, Greek, Armenian, Cherokee,
/// Coptic, Lisu, small capitals, phonetic and turned letters, currency signs) were chosen by hand from their shapes.
/// </remarks>
internal static class FoldingBlocks
{
    internal const int FirstExpansion = 'A';

    internal static readonly (int Start, string Letters)[] All =
    [
        (0x00A0, " .cl.y....a.......23.u...1o.....aaaaaaAceeeeiiiidnooooo.ouuuuypCaaaaaaAceeeeiiiidnooooo.ouuuuypy"),
        (0x0100, "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiDDjjkkkllllll..llnnnnnn.nnooooooBBrrrrrrssssss"),
        (0x0160, "ssttttttuuuuuuuuuuuuwwyyyzzzzzzsbb.g..cccdd...eeeffg..iikkl.wnnooo..pp.....ttttuuuuyyzz........p"),
        (0x01C0, "....EEELLLMMMaaiioouuuuuuuuuueaaaaAAggggkkoqoo.zjEEEgg..nnaaAAooaaaaeeeeiiiioooorrrruuuusstt..hh"),
        (0x0220, ".d..zzaaeeooooooooyylntj..accltsz..buveejjqqrryy"),
        (0x0250, "aaabccddeeeeeeefgggyyhhhiiilllwwmnnonw.frrrrrjjrrslil.stuuvvvmyyzzzc...k.b..h.kl...E..N........."),
        (0x02B0, "hhjrrrswy"),
        (0x02E1, "lsx"),
        (0x0386, "a.ehi.o.y\u03C9iab..ezh.ik.mn.o.p..ty.x..iyaeniuaby.ezn.ik.uv.onpcotu.x.wiuouw.b\u03B8yyy\u03C6n"),
        (0x03F0, "kpcj\u03B8e...c"),
        (0x0400, "ee.\u0433esiij...k\u0438y.a.b..e...\u0438k.mhonpcty.x..w...b...a.br.e...\u0438k.mhonpcty.x..w...b...ee.resiij...k\u0438y"),
        (0x0474, "vvvv"),
        (0x0491, "r.f"),
        (0x04BA, "hh....l\u0436\u0436"),
        (0x04CF, "laaaa..ee.e\u04D9e\u0436\u0436\u0437\u0437.z\u0438\u0438\u0438\u0438oo..\u04E9\u04E9\u044D\u044Dyyyyyy\u0447\u0447..\u044B\u044B......dd"),
        (0x051A, "qqww"),
        (0x0531, "w....q.........h....j..n...nu.s.g...o...........w....q.........h....j..n....u...gl.po"),
        (0x13A0, "drt..i....aje......w..gm...h....g.hz..........4...r.ws...vs...lc..p...k"),
        (0x13F3, "gb"),
        (0x1D00, "a..bcd.e..jklmno........pr.tu...vwz...ranp.la.b.deeghijklmn.o.prtuwaaa.bdeeeeg.kmnoc..ptu.wv.by\u03B4"),
        (0x1D60, "\u03C6xiruvbyp\u03C6x"),
        (0x1D78, "h"),
        (0x1D9B, "accdeffghiii..l.lnmnonwrlituvuvvzzzz\u03B8"),
        (0x1E00, "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"),
        (0x1E60, "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s..C.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"),
        (0x1EC0, "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"),
        (0x1F00, "aaaaaaaaaaaaaaaaeeeeee..eeeeee..nnnnnnnnhhhhhhhhiiiiiiiiiiiiiiiioooooo..oooooo..uuuuuuuu.y.y.y.y"),
        (0x1F60, "wwwwwwww\u03C9\u03C9\u03C9\u03C9\u03C9\u03C9\u03C9\u03C9aaeenniioouuww..aaaaaaaaaaaaaaaannnnnnnnhhhhhhhhwwwwwwww\u03C9\u03C9\u03C9\u03C9\u03C9\u03C9\u03C9\u03C9aaaaa.aaaaaaa.i."),
        (0x1FC0, "..nnn.nneehhh...iiii..iiiiii....uuuuppuuyyyyp.....www.wwoo\u03C9\u03C9\u03C9"),
        (0x2070, "0i..456789.....n0123456789......aeoxehklmnpst"),
        (0x20A1, "c.fl.n..w..ekt..pgasc"),
        (0x2102, "c....e..ghhhhhiill.n...pqrrr......z.\u03C9.z.kabceeef.mo....i..ny\u03B3\u03C0.....ddeij"),
        (0x2160, "i...v....x..lcdmi...v....x..lcdm"),
        (0x2202, "d.....eee"),
        (0x2228, "vnusC"),
        (0x2282, "cc"),
        (0x2C61, "llprathhkkzzam..vwwv.....o.jv"),
        (0x2C80, "aabb....ee..zzhh..iikk..mmnn..oo..ppccttyy..xx"),
        (0xA4D0, "bpddt.gk.jc.zf.mnlsr..vh..wxy.a.e.iou"),
        (0xA730, "fs"),
        (0xA7AF, "q"),
        (0xFB00, "FGHIJKK"),
        (0x142F, "v"),
        (0x144C, "u.n"),
        (0x146D, "p"),
        (0x14AA, "l"),
        (0x1515, "s"),
        (0x157C, "h..........r"),
        (0x15E9, "ad....wm......b"),
    ];

    private static readonly string[] Expansions = ["ae", "oe", "ss", "ij", "dz", "ff", "fi", "fl", "ffi", "ffl", "st", "lj", "nj", "ts"];

    internal static int ExpansionCount => Expansions.Length;

    /// <summary>What the expansion of this number is written as; at most three letters.</summary>
    internal static string Expansion(int number) => Expansions[number];
}
