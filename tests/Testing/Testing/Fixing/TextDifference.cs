using System.Text;

namespace Microsoft.CodeAnalysis.Testing.Fixing;

/// <summary>Shows where two texts differ: lines only expected with a minus, lines only found with a plus.</summary>
internal static class TextDifference
{
    /// <summary>The difference, line by line.</summary>
    public static string Show(string expected, string actual)
    {
        var (left, right) = (Lines(expected), Lines(actual));
        var common = CommonLengths(left, right);
        var result = new StringBuilder();
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                result.AppendLine("  " + left[i]);
                (i, j) = (i + 1, j + 1);
            }
            else if (j == right.Length || (i < left.Length && common[i + 1][j] >= common[i][j + 1]))
            {
                result.AppendLine("- " + left[i++]);
            }
            else
            {
                result.AppendLine("+ " + right[j++]);
            }
        }

        return result.AppendLine("(- expected, + made by the fix)").ToString();
    }

    /// <summary>Lines with carriage returns made visible, as they are a frequent difference.</summary>
    private static string[] Lines(string text) => text.Replace("\r", "<CR>", StringComparison.Ordinal).Split('\n');

    /// <summary>Length of the longest common subsequence of all pairs of tails.</summary>
    private static int[][] CommonLengths(string[] left, string[] right)
    {
        var lengths = Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1]).ToArray();
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                lengths[i][j] = left[i] == right[j] ? lengths[i + 1][j + 1] + 1 : Math.Max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }

        return lengths;
    }
}
