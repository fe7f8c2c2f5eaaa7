using System.CommandLine;
using Escalation.Tool.Input;

namespace Escalation.Tool.CommandLine;

/// <summary>The options that say which activations are read, and how.</summary>
internal sealed class ActivationOptions
{
    private readonly Option<string> _file = new("--activations")
    {
        Description = "A row of activations for each item: .npy or .safetensors (float32, float16, bfloat16 or int8), or raw little-endian float32 with --shape.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _shape = new("--shape") { Description = "Rows and columns of a raw .f32 file.", HelpName = "N,D" };

    private readonly Option<string?> _tensor = new("--tensor") { Description = "The tensor of a .safetensors file that has several.", HelpName = "NAME" };

    private readonly Option<double?> _scale = NumberOptions.Positive("--scale", "S", "What int8 activations are multiplied with; 1 unless given.");

    private readonly Option<string?> _readAs = new("--read-as")
    {
        Description = "What the two-byte elements of a .npy file are in truth: bfloat16 for numpy's <V2, float16 for <i2 that holds the bits of one. Never guessed.",
        HelpName = "bfloat16|float16",
    };

    internal void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_shape);
        command.Add(_tensor);
        command.Add(_scale);
        command.Add(_readAs);
    }

    /// <exception cref="ToolException">Thrown when the options contradict each other.</exception>
    internal ActivationSource Read(ParseResult parsed) =>
        ActivationSource.Of(parsed.GetRequiredValue(_file), ShapeText.Parse(parsed.GetValue(_shape)), parsed.GetValue(_tensor), parsed.GetValue(_scale), parsed.GetValue(_readAs));
}
