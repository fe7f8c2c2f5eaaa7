using System.Globalization;

namespace Quickstart;

/// <summary>Reads the labelled cascade of a 13B model and GPT-4 on MMLU questions. Strict: whatever is not as expected is refused with its line.</summary>
/// <remarks>The file has no quoted fields, so a comma always separates.</remarks>
internal static class CascadeCsv
{
    private const string Header =
        "subject,test_row,target,p_mean_A,p_mean_B,p_mean_C,p_mean_D,p_sd_top,prompt_vote_share,weak_llama13b_correct,mid_mixtral_correct,strong_gpt4_correct";

    private const int SmallestCount = 3;

    private static readonly string[] Columns = Header.Split(',');

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="InvalidDataException">Thrown when the content is not as expected; the message names file, line, column and value.</exception>
    public static CascadeData Read(string path)
    {
        using var reader = new StreamReader(path);
        if (!string.Equals(reader.ReadLine(), Header, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: line 1 must be the header '{Header}'.");
        }

        var items = new List<CascadeItem>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int line = 2; reader.ReadLine() is { } text; line++)
        {
            CascadeItem item = Parse(new CsvRow(path, line, text, Columns));
            if (!ids.Add(item.Id))
            {
                throw new InvalidDataException(FormattableString.Invariant($"{path}: line {line} repeats the question '{item.Id}'."));
            }

            items.Add(item);
        }

        if (items.Count < SmallestCount)
        {
            throw new InvalidDataException(FormattableString.Invariant($"{path} holds {items.Count} rows; to cut it in three takes at least {SmallestCount}."));
        }

        return new CascadeData($"{items.Count.ToString(CultureInfo.InvariantCulture)} questions of {Path.GetFileName(path)}", items);
    }

    private static CascadeItem Parse(CsvRow row)
    {
        Span<double> probabilities = [row.Probability("p_mean_A"), row.Probability("p_mean_B"), row.Probability("p_mean_C"), row.Probability("p_mean_D")];
        double sum = probabilities[0] + probabilities[1] + probabilities[2] + probabilities[3];
        if (!(Math.Abs(sum - 1.0) < 1e-3))
        {
            throw row.Fault("p_mean_A..D", $"probabilities must sum to 1, but sum to {sum.ToString("R", CultureInfo.InvariantCulture)}");
        }

        string subject = row.Text("subject");
        string number = row.Text("test_row");
        return new CascadeItem
        {
            Id = $"{subject}-{number}",
            Domain = subject,
            Request = $"MMLU {subject}, question {number}",
            Features = AnswerFeatures.From(probabilities, row.Probability("p_sd_top"), row.Probability("prompt_vote_share")),
            WeakIsRight = row.Bit("weak_llama13b_correct"),
            StrongIsRight = row.Bit("strong_gpt4_correct"),
        };
    }
}
