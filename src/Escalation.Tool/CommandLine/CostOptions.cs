using System.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.CommandLine;

/// <summary>Lists of cost ratios: several words, or one with commas.</summary>
internal static class CostOptions
{
    /// <summary>R, one or more; empty unless given.</summary>
    internal static Option<double[]> Ratios(string description) => new("--costs")
    {
        Description = description,
        HelpName = "R",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            var ratios = new List<double>();
            foreach (string word in result.Tokens.SelectMany(static token => token.Value.Split(',')))
            {
                if (InvariantNumber.TryParse(word, out double ratio) && ratio > 1.0 && double.IsNormal(1.0 / ratio))
                {
                    ratios.Add(ratio);
                }
                else
                {
                    result.AddError($"--costs must be numbers above 1, but one was {ErrorText.Quote(word)}");
                    return null;
                }
            }

            return [.. ratios];
        },
    };
}
