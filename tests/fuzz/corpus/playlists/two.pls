[playlist]
X-GNOME-Title=T
File1=file:///a%20b.mp3
Title1=A - B
Length1=12
File2=./c d.ogg
Length2=-1
NumberOfEntries=2
Version=2
