using System.Globalization;
using Escalation.Experiments.Data;

namespace Escalation.Experiments.Calibration;

/// <summary>Reads confidences as they were stated.</summary>
internal static class AnswerFiles
{
    private const string Grade = "|grade";
    private const string Stated = "_confidence";
    private static readonly string[] Options = ["pA", "pB", "pC", "pD"];

    /// <summary>The largest softmax probability of 14 models; answers that nobody could parse (grade U) are left out.</summary>
    internal static List<LabelledAnswers> Bplaut(string folder, string set)
    {
        using var file = new CsvFile(Path.Combine(folder, "uq", "bplaut", $"{set}_first_prompt.csv"));
        string[] models = [.. file.Columns.Where(static column => column.EndsWith(Grade, StringComparison.Ordinal)).Select(static column => column[..^Grade.Length])];
        int[] grades = [.. models.Select(model => file.Column(model + Grade))];
        int[] confidences = [.. models.Select(model => file.Column($"{model}|msp"))];
        AnswerList[] rows = [.. models.Select(static _ => new AnswerList())];
        while (file.Read())
        {
            for (int m = 0; m < rows.Length; m++)
            {
                if (file.Text(grades[m]) != "U")
                {
                    rows[m].Add(file.Probability(confidences[m]), file.Bit(grades[m]));
                }
            }
        }

        return [.. rows.Select((list, m) => list.ToAnswers(models[m], []))];
    }

    /// <summary>LLaMA-13B on MMLU, ten prompts a question: the probability of the first largest option.</summary>
    internal static LabelledAnswers Conformal(string folder)
    {
        using var file = new CsvFile(Path.Combine(folder, "logprobs", "conformalllm_llama13b_mmlu.csv.gz"));
        int[] options = [.. Options.Select(file.Column)];
        int subject = file.Column("subject");
        int item = file.Column("item");
        int target = file.Column("target");
        var rows = new AnswerList();
        var questions = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new List<int>();
        double[] probabilities = new double[options.Length];
        while (file.Read())
        {
            for (int i = 0; i < options.Length; i++)
            {
                probabilities[i] = file.Probability(options[i]);
            }

            int right = int.TryParse(file.Text(target), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value < options.Length ? value : throw file.Fault(target, "not an option");
            double largest = probabilities.Max();
            rows.Add(largest, Array.IndexOf(probabilities, largest) == right);
            string question = $"{file.Text(subject)}/{file.Text(item)}";
            questions.TryAdd(question, questions.Count);
            groups.Add(questions[question]);
        }

        return rows.ToAnswers("LLaMA-13B", [.. groups]);
    }

    /// <summary>Confidence from 0 to 10 as models stated it about 300 board questions; rows without a number or a grade are left out.</summary>
    internal static List<LabelledAnswers> Verbalised(string folder)
    {
        using var file = new CsvFile(Path.Combine(folder, "uq", "gastro-confidence", "merged_confidence_correctness_new.csv"));
        string[] models = [.. file.Columns.Where(static column => column.EndsWith(Stated, StringComparison.Ordinal)).Select(static column => column[..^Stated.Length])];
        (int Confidence, int Correct, AnswerList Rows)[] columns = [.. models.Select(model => (file.Column(model + Stated), file.Column(model + "_correctness"), new AnswerList()))];
        while (file.Read())
        {
            foreach ((int confidence, int correct, AnswerList rows) in columns)
            {
                string grade = file.Text(correct);
                if (file.Text(confidence) is "" or "cell_empty" or "no_confidence" || grade.Length == 0)
                {
                    continue;
                }

                double stated = double.TryParse(file.Text(confidence), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number is >= 0.0 and <= 10.0
                    ? number / 10.0
                    : throw file.Fault(confidence, "not a number from 0 to 10");
                rows.Add(stated, grade is "1" or "1.0" || (grade is "0" or "0.0" ? false : throw file.Fault(correct, "neither 0 nor 1")));
            }
        }

        return [.. columns.Select((column, m) => column.Rows.ToAnswers(models[m], []))];
    }

    private sealed class AnswerList
    {
        private readonly List<double> _confidences = [];
        private readonly List<bool> _correct = [];

        internal void Add(double confidence, bool correct)
        {
            _confidences.Add(confidence);
            _correct.Add(correct);
        }

        internal LabelledAnswers ToAnswers(string model, int[] groups) => new(model, [.. _confidences], [.. _correct], groups);
    }
}
