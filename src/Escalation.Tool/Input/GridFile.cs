using System.Globalization;
using Escalation.Tool.Output;

namespace Escalation.Tool.Input;

/// <summary>A threshold grid from a file: one number a line.</summary>
internal static class GridFile
{
    /// <summary>Reads the thresholds in file order.</summary>
    /// <exception cref="ToolException">Thrown when the file cannot be read, is empty or a line is not a finite number.</exception>
    internal static double[] Read(string path, ToolConsole console)
    {
        string name = InputSource.NameOf(path);
        string[] lines = InputSource.ReadAllText(path, console).TrimEnd().Split('\n');
        double[] thresholds = new double[lines.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            if (!InvariantNumber.TryParse(line, out thresholds[i]))
            {
                throw new ToolException(lines is [""]
                    ? $"{name}: the file is empty"
                    : string.Create(CultureInfo.InvariantCulture, $"{name}: line {i + 1}, column 'threshold': {ErrorText.Quote(line)} is not a finite number"));
            }
        }

        return thresholds;
    }
}
