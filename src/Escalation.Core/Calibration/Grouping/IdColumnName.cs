namespace Escalation.Calibration.Grouping;

/// <summary>Reads from a column's name whether it holds ids: words are told apart by punctuation and by capital letters, so conversation_id, conversationId and "Conversation ID" read alike.</summary>
internal static class IdColumnName
{
    /// <summary>What items come from one after another: the words alone name a column of ids.</summary>
    private static readonly string[] Conversations = ["chat", "conversation", "dialog", "dialogue", "episode", "session", "ticket", "trajectory"];

    /// <summary>What items may have in common: alone, the words may also name a few categories.</summary>
    private static readonly string[] Subjects = ["case", "cluster", "customer", "document", "patient", "prompt", "question", "task", "thread", "user"];

    /// <summary>What sorts items into categories, so that an id of it repeats by its nature.</summary>
    private static readonly string[] Categories = ["category", "class", "domain", "intent", "label", "language", "model", "topic", "type"];

    /// <summary>What makes a flag or a number of a name: is_chat, turns_per_session.</summary>
    private static readonly string[] Measures = ["count", "has", "in", "is", "n", "num", "number", "of", "per", "was"];

    private static readonly string[] IdWords = ["guid", "id", "uuid"];

    /// <summary>Whether the name leaves no doubt: a conversation or the like, or anything that items may come from with a word for an id behind it.</summary>
    internal static bool IsCertain(string name) => Words(name) switch
    {
        [.., var origin, var last] when IsId(last) => Contains(Conversations, origin) || Contains(Subjects, origin),
        [.., var measure, _] when Contains(Measures, measure) => false,
        [.., var last] => Contains(Conversations, last) || Array.Exists(IdWords, id => last.EndsWith(id, StringComparison.Ordinal) && (Contains(Conversations, last[..^id.Length]) || Contains(Subjects, last[..^id.Length]))),
        _ => false,
    };

    /// <summary>Whether the name may be one of ids.</summary>
    internal static bool IsPossible(string name) => IsCertain(name) || Words(name) switch
    {
        [.., var origin, var last] when IsId(last) => !Contains(Categories, origin),
        [.., var measure, _] when Contains(Measures, measure) => false,
        [.., var last] => IsId(last) || Contains(Subjects, last),
        _ => false,
    };

    private static bool IsId(string word) => Contains(IdWords, word);

    private static bool Contains(string[] words, string word) => words.Contains(word, StringComparer.Ordinal);

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool ends = i == name.Length || !char.IsLetterOrDigit(name[i]);
            if (!ends && !(i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
            {
                continue;
            }

            if (i > start)
            {
                words.Add(name[start..i].ToLowerInvariant());
            }

            start = ends ? i + 1 : i;
        }

        return words;
    }
}
