namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>Digits and signs that are written for letters. Letters that one sign can stand for become one: i and l.</summary>
internal static class LeetTable
{
    /// <summary>The letter that a folded character may stand for; letters stay, i and l become i, and what stands for no letter stays.</summary>
    internal static char Of(char folded) => folded switch
    {
        '0' => 'o',
        '1' or '!' or '|' or 'l' => 'i',
        '2' => 'z',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '6' or '9' => 'g',
        '7' or '+' => 't',
        '8' => 'b',
        _ => folded,
    };

    /// <summary>Whether the folded character is a digit or sign that may stand for a letter.</summary>
    internal static bool IsSign(char folded) => folded is (>= '0' and <= '9') or '!' or '|' or '@' or '$' or '+';

    /// <summary>The letter that a small letter shows when the page is turned around.</summary>
    internal static char Turned(char folded) => folded switch
    {
        'n' => 'u',
        'u' => 'n',
        'p' => 'd',
        'd' => 'p',
        'b' => 'q',
        'q' => 'b',
        'w' => 'm',
        'm' => 'w',
        _ => folded,
    };

    /// <summary>A folded keyword in the letters that <see cref="Of(char)"/> writes.</summary>
    internal static string Of(string folded) => string.Create(folded.Length, folded, static (letters, source) =>
    {
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = Of(source[i]);
        }
    });
}
