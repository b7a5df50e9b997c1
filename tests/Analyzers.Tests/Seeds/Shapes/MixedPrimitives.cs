namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>A Mutex on one side of the cycle and a monitor on the other.</summary>
internal static class MixedPrimitives
{
    public static Seed Seed { get; } = new(
        "inversion of a mutex and a monitor",
        "Saving waits for the file's mutex inside the document's monitor; a reload holds the mutex and locks the document.",
        ["MM1002"],
        """
        namespace Editor;

        public sealed class Document
        {
            private readonly object _textGate = new();
            private readonly SharedFile _file;
            private string _text = "";

            public Document(SharedFile file) => _file = file;

            public void Save()
            {
                lock (_textGate)
                {
                    _file.Write(_text);
                }
            }

            public void Replace(string text)
            {
                lock (_textGate)
                {
                    _text = text;
                }
            }
        }

        public sealed class SharedFile(string path)
        {
            private readonly Mutex _owner = new();

            public void Write(string text)
            {
                _owner.WaitOne();
                try
                {
                    File.WriteAllText(path, text);
                }
                finally
                {
                    _owner.ReleaseMutex();
                }
            }

            public void ReloadInto(Document document)
            {
                _owner.WaitOne();
                try
                {
                    document.Replace(File.ReadAllText(path));
                }
                finally
                {
                    _owner.ReleaseMutex();
                }
            }
        }
        """,
        new Edit(
            """
                    _owner.WaitOne();
                    try
                    {
                        document.Replace(File.ReadAllText(path));
                    }
                    finally
                    {
                        _owner.ReleaseMutex();
                    }
            """,
            """
                    string text;
                    _owner.WaitOne();
                    try
                    {
                        text = File.ReadAllText(path);
                    }
                    finally
                    {
                        _owner.ReleaseMutex();
                    }

                    document.Replace(text);
            """));
}
